// Short tones beside words and signs; they can be switched off.
const TONES = {
  hint: [[520, 0, 0.07]],
  good: [[660, 0, 0.09], [880, 0.09, 0.12]],
  next: [[587, 0, 0.1], [784, 0.1, 0.16]],
  welcome: [[523, 0, 0.14], [659, 0.14, 0.14], [784, 0.28, 0.3]],
  attention: [[440, 0, 0.16], [440, 0.26, 0.16]],
  desk: [[494, 0, 0.18], [392, 0.18, 0.28]],
};
const VOLUME = 0.12;

export class Sounds {
  constructor() {
    this.on = true;
    this.context = null;
  }

  /** Browsers let a page sound once somebody has touched it. */
  wake() {
    this.context ??= window.AudioContext ? new AudioContext() : null;
    this.context?.resume().catch(() => undefined);
  }

  play(name) {
    if (!this.on || this.context?.state !== "running") return;
    for (const [pitch, after, lasting] of TONES[name] ?? []) {
      const [tone, loudness] = [this.context.createOscillator(), this.context.createGain()];
      const begin = this.context.currentTime + after;
      tone.frequency.value = pitch;
      loudness.gain.setValueAtTime(0, begin);
      loudness.gain.linearRampToValueAtTime(VOLUME, begin + 0.02);
      loudness.gain.linearRampToValueAtTime(0, begin + lasting);
      tone.connect(loudness).connect(this.context.destination);
      tone.start(begin);
      tone.stop(begin + lasting);
    }
  }
}
