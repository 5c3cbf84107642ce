"use strict";
(() => {
  const { config, figures } = JSON.parse(document.getElementById("figures").textContent);
  const night = window.matchMedia("(prefers-color-scheme: dark)");
  const paper = window.matchMedia("print");
  const onPaper = 0.5; // drawn as on screen, then made smaller with all its words
  let printing = false;

  const draw = () => {
    for (const { id, light, dark } of figures) {
      const place = document.getElementById(id);
      const { data, layout } = structuredClone(night.matches && !printing ? dark : light);
      if (printing) {
        if (!place.clientWidth) continue; // not on paper
        layout.width = place.parentElement.clientWidth / onPaper;
        layout.autosize = false;
      }
      place.style.zoom = printing ? onPaper : "";
      place.style.height = `${layout.height}px`;
      Plotly.react(place, data, layout, config);
    }
  };
  const turn = (value) => {
    // Drawn again for each event of printing: only the last one knows the width of the paper.
    if (printing || value) {
      printing = value;
      draw();
    }
  };

  draw();
  night.addEventListener("change", draw);
  // Paper is white and has its own width.
  paper.addEventListener("change", (event) => turn(event.matches));
  window.addEventListener("beforeprint", () => turn(true));
  window.addEventListener("afterprint", () => turn(false));
})();
