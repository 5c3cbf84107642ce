"""One file a page; `ccsim.ui.navigation` lists them."""
