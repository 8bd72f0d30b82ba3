// Draws over the preview: the page that was seen, or where to hold the document and the face.
const LINE = "#ffffff";
const SEEN = "#7fe0a5";

export class Outline {
  constructor(canvas) {
    this.canvas = canvas;
  }

  /** @param screen of the kiosk @param corners shares of the frame, not mirrored: the canvas is, as the video is */
  draw(screen, corners, good) {
    const { canvas } = this;
    const ratio = window.devicePixelRatio || 1;
    const width = Math.round(canvas.clientWidth * ratio);
    const height = Math.round(canvas.clientHeight * ratio);
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    const pen = canvas.getContext("2d");
    pen.clearRect(0, 0, width, height);
    pen.lineWidth = Math.max(4, width / 180);
    pen.lineJoin = pen.lineCap = "round";
    if (screen === "document" || screen === "turn") {
      if (corners?.length === 4) page(pen, corners, width, height, good);
      else place(pen, width, height, screen === "turn" ? 85.6 / 54 : 125 / 88);
    } else if (screen === "face") {
      oval(pen, width, height, good);
    }
  }

  clear() {
    this.canvas.width = this.canvas.height = 0;
  }
}

function page(pen, corners, width, height, good) {
  pen.strokeStyle = good ? SEEN : LINE;
  pen.fillStyle = good ? "rgb(127 224 165 / 18%)" : "rgb(255 255 255 / 8%)";
  pen.beginPath();
  corners.forEach(([x, y], number) => pen[number ? "lineTo" : "moveTo"](x * width, y * height));
  pen.closePath();
  pen.fill();
  pen.stroke();
}

/** Four corners of a page in the middle. */
function place(pen, width, height, ratio) {
  const high = Math.min(0.74 * height, (0.8 * width) / ratio);
  const wide = high * ratio;
  const arm = 0.14 * wide;
  const [x, y] = [(width - wide) / 2, (height - high) / 2];
  pen.strokeStyle = LINE;
  pen.beginPath();
  for (const [cx, cy, dx, dy] of [[x, y, 1, 1], [x + wide, y, -1, 1], [x + wide, y + high, -1, -1], [x, y + high, 1, -1]]) {
    pen.moveTo(cx + dx * arm, cy);
    pen.lineTo(cx, cy);
    pen.lineTo(cx, cy + dy * arm);
  }
  pen.stroke();
}

function oval(pen, width, height, good) {
  pen.fillStyle = "rgb(10 42 54 / 42%)";
  pen.strokeStyle = good ? SEEN : LINE;
  pen.beginPath();
  pen.rect(0, 0, width, height);
  pen.ellipse(width / 2, height * 0.48, height * 0.31, height * 0.41, 0, 0, 2 * Math.PI);
  pen.fill("evenodd");
  pen.beginPath();
  pen.ellipse(width / 2, height * 0.48, height * 0.31, height * 0.41, 0, 0, 2 * Math.PI);
  pen.stroke();
}
