// A pad to sign on, in the place of every textarea[data-drawn]: finger, pen or mouse. What is drawn arrives in the
// textarea as a PNG, so that drafts and refused forms give it back. Without a script the other ways to sign remain.

export function pad(field) {
  const around = document.createElement("div");
  around.className = "pad no-print";
  const canvas = document.createElement("canvas");
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", field.labels[0]?.textContent.trim() ?? "");
  const clear = document.createElement("button");
  clear.type = "button";
  clear.textContent = field.dataset.clear ?? "×";
  around.append(canvas, clear);
  field.after(around);
  const pen = canvas.getContext("2d");
  let at = null;
  let drawn = false;

  function size() {
    const scale = Math.min(2, devicePixelRatio || 1);
    canvas.width = canvas.clientWidth * scale;
    canvas.height = canvas.clientHeight * scale;
    pen.scale(scale, scale);
    pen.lineWidth = 2.5;
    pen.lineCap = pen.lineJoin = "round";
    pen.strokeStyle = "#111";
    show();
  }

  function show() {
    if (!field.value.startsWith("data:image/png")) return;
    const picture = new Image();
    picture.onload = () => pen.drawImage(picture, 0, 0, canvas.clientWidth, canvas.clientHeight);
    picture.src = field.value;
    drawn = true;
  }

  function keep(value) {
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  canvas.addEventListener("pointerdown", (event) => {
    at = [event.offsetX, event.offsetY];
    canvas.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!at) return;
    pen.beginPath();
    pen.moveTo(...at);
    at = [event.offsetX, event.offsetY];
    pen.lineTo(...at);
    pen.stroke();
    drawn = true;
  });
  for (const end of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(end, () => {
      if (at && drawn) keep(canvas.toDataURL("image/png"));
      at = null;
    });
  }
  clear.addEventListener("click", () => {
    pen.clearRect(0, 0, canvas.width, canvas.height);
    drawn = false;
    keep("");
  });
  size();
}

for (const field of document.querySelectorAll("textarea[data-drawn]")) pad(field);
