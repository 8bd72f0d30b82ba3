// The cameras: choose one for the document and one for the face, remember which, and take frames of them.
const MOST = { document: 1280, face: 960 };
const QUALITY = 0.9;
const WHY = {
  NotAllowedError: "refused", SecurityError: "refused", NotFoundError: "missing", OverconstrainedError: "missing",
};
const key = (part) => `docverify.camera.${part}`;

export class Camera {
  /**
   * @param video the element that shows it
   * @param onLost called when it is unplugged
   */
  constructor(video, onLost) {
    this.video = video;
    this.onLost = onLost;
    this.stream = null;
    this.device = null;
    this.canvas = document.createElement("canvas");
  }

  /** Remembered by its id alone; nothing else is ever kept in the browser. */
  chosen(part) {
    try { return localStorage.getItem(key(part)) ?? ""; } catch { return ""; }
  }

  choose(part, device) {
    try { localStorage.setItem(key(part), device); } catch { /* it is chosen again next time */ }
  }

  /** Cameras by id and name; names are told once one was allowed. */
  async devices() {
    const all = await navigator.mediaDevices.enumerateDevices();
    return all.filter((one) => one.kind === "videoinput").map(({ deviceId, label }) => ({ id: deviceId, name: label }));
  }

  /** Open the camera for a part; throws an Error whose message is refused, missing or busy. */
  async open(part) {
    if (!navigator.mediaDevices?.getUserMedia) throw new Error("refused");
    const wanted = this.chosen(part);
    if (this.stream?.active && (this.device === wanted || !wanted)) return;
    this.close();
    const video = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };
    if (!wanted && part === "face") video.facingMode = { ideal: "user" };
    try {
      this.stream = await this.#chosenOrAny(video, wanted);
    } catch (problem) {
      throw new Error(WHY[problem.name] ?? "busy");
    }
    const [track] = this.stream.getVideoTracks();
    this.device = wanted;
    track.addEventListener("ended", () => { if (track.readyState === "ended" && this.stream) this.onLost(); });
    this.video.srcObject = this.stream;
    await this.video.play().catch(() => undefined);
    if (!this.video.videoWidth) await new Promise((done) => this.video.addEventListener("loadeddata", done, { once: true }));
    this.video.parentElement.style.aspectRatio = `${this.video.videoWidth} / ${this.video.videoHeight}`;
  }

  /** The chosen camera; where it is no longer there, another one. */
  async #chosenOrAny(video, wanted) {
    const cameras = navigator.mediaDevices;
    if (wanted) {
      try {
        return await cameras.getUserMedia({ video: { ...video, deviceId: { exact: wanted } }, audio: false });
      } catch (problem) {
        if (problem.name !== "OverconstrainedError" && problem.name !== "NotFoundError") throw problem;
      }
    }
    return cameras.getUserMedia({ video, audio: false });
  }

  close() {
    const { stream } = this;
    this.stream = null;
    for (const track of stream?.getTracks() ?? []) track.stop();
    this.video.srcObject = null;
    this.canvas.width = this.canvas.height = 0; // nothing of the last frame is left in it
  }

  /** The newest frame as the camera gives it, not mirrored: a JPEG. */
  async frame(part) {
    await this.#next();
    const scale = Math.min(1, MOST[part] / this.video.videoWidth);
    this.canvas.width = Math.round(this.video.videoWidth * scale);
    this.canvas.height = Math.round(this.video.videoHeight * scale);
    if (!this.canvas.width) return null;
    this.canvas.getContext("2d", { alpha: false }).drawImage(this.video, 0, 0, this.canvas.width, this.canvas.height);
    return new Promise((done) => this.canvas.toBlob(done, "image/jpeg", QUALITY));
  }

  /** Wait for a frame that is new; not for ever. */
  #next() {
    return new Promise((done) => {
      this.video.requestVideoFrameCallback?.(done);
      setTimeout(done, 250);
    });
  }
}
