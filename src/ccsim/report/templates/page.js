"use strict";
(() => {
  const { config, figures } = JSON.parse(document.getElementById("figures").textContent);
  const night = window.matchMedia("(prefers-color-scheme: dark)");
  const paper = window.matchMedia("print");
  let printing = false;

  const draw = () => {
    for (const { id, light, dark } of figures) {
      const place = document.getElementById(id);
      const { data, layout } = structuredClone(night.matches && !printing ? dark : light);
      if (printing) {
        if (!place.clientWidth) continue; // not on paper
        layout.width = place.clientWidth;
        layout.height *= place.closest(".close .half, .worst") ? 0.72 : 0.85;
        layout.autosize = false;
      }
      place.style.height = `${layout.height}px`;
      Plotly.react(place, data, layout, config);
    }
  };
  const turn = (value) => {
    if (printing !== value) {
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
