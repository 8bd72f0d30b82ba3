// Counts down to a time-out, warns while there is time to ask for more, and says when it is over.
export class Clock {
  /** @param onWarn called with the seconds left, or null for no warning @param onOver called once */
  constructor(onWarn, onOver) {
    this.onWarn = onWarn;
    this.onOver = onOver;
    this.timer = 0;
  }

  /** @param seconds until the time-out @param warn seconds before it from which on to warn; 0 for never */
  start(seconds, warn) {
    this.stop();
    const end = performance.now() + 1000 * seconds;
    // A state that is shorter than the warning warns for its last two thirds: it must not begin with one.
    const from = Math.min(warn, (2 / 3) * seconds);
    let told = null;
    this.timer = setInterval(() => {
      const left = (end - performance.now()) / 1000;
      if (left <= 0) {
        this.stop();
        this.onOver();
      } else if (left <= from) {
        const now = Math.ceil(left / 5) * 5; // told every five seconds: a countdown hurries
        if (now !== told) this.onWarn((told = now));
      }
    }, 200);
  }

  stop() {
    clearInterval(this.timer);
    this.onWarn(null);
  }
}
