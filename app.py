"""The app: navigation, and nothing else. Start it with `ccsim app` or `streamlit run app.py`."""

from ccsim.ui.navigation import navigate

# A worker process that runs this file again must not open an app of its own.
if __name__ == "__main__":
    navigate()
