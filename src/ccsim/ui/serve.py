"""`ccsim app`: Streamlit, which gets ready for its first reader as soon as it has started."""

from streamlit.web.cli import main

from ccsim.ui.readiness import get_ready

# A worker process that loads this file again must not open an app of its own.
if __name__ == "__main__":
    get_ready()
    main(prog_name="streamlit")
