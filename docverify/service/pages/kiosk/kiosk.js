// The kiosk: goes from screen to screen as the traveller and the service say.
import { Camera } from "/kiosk/camera.js";
import { Clock } from "/kiosk/clock.js";
import { closeDialogs, helpCalled } from "/kiosk/dialogs.js";
import { Link } from "/kiosk/link.js";
import { Outline } from "/kiosk/outline.js";
import * as sessions from "/kiosk/session.js";
import { Sounds } from "/kiosk/sounds.js";
import { language, speak, text } from "/kiosk/texts.js";
import * as view from "/kiosk/view.js";

const at = (id) => document.getElementById(id);
const WARNED = new Set(["document", "turn", "face"]);
const ANSWERS = new Set(["welcome", "officer"]);
const FORGOTTEN_SECONDS = 5;
const FACES = new Set(["face", "challenge"]);
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

export class Kiosk {
  constructor(settings) {
    this.settings = settings;
    this.camera = new Camera(at("video"), () => this.cameraTrouble("busy"));
    this.outline = new Outline(at("outline"));
    this.sounds = new Sounds();
    this.clock = new Clock((left) => this.warn(left), () => this.timeOut());
    this.link = null;
    this.now = { screen: "loading" };
  }

  /** Show a screen; the service's word for it is `state`. */
  show(shown) {
    const before = this.now;
    this.now = shown;
    view.show(shown);
    this.outline.draw(shown.screen, shown.outline, shown.hint === "good");
    this.#sound(before, shown);
  }

  /** A screen that the page itself times: before a session, and after it. */
  rest(screen, more = {}) {
    this.show({ screen, ...more });
    this.clock.stop();
    const seconds = screen === "forgotten" ? FORGOTTEN_SECONDS : (this.settings.seconds[screen] ?? 0);
    if (screen !== "attract" && seconds) this.clock.start(seconds, ["language", "notice"].includes(screen) ? this.settings.warn_seconds : 0);
  }

  home() {
    this.leave();
    closeDialogs();
    if (!sessions.available(this.settings.open)) this.rest("closed");
    else {
      speak("en");
      this.rest("attract");
    }
  }

  start() {
    this.sounds.wake();
    this.rest("language");
  }

  chosen(code) {
    this.sounds.wake();
    speak(code);
    if (["attract", "language"].includes(this.now.screen)) this.rest("notice");
    else view.again();
  }

  /** The notice was agreed to: only now is the camera opened, and a session begun. */
  async agree() {
    this.clock.stop();
    try {
      await this.camera.open("document");
    } catch (problem) {
      this.cameraTrouble(problem.message);
      return;
    }
    if (this.now.screen !== "notice" && this.now.screen !== "camera" && this.now.screen !== "trouble") {
      this.camera.close();
      return;
    }
    try {
      const session = await sessions.begin(language());
      this.link = new Link(session, {
        state: (told) => this.told(told),
        next: (ask) => this.next(ask),
        lost: () => this.lost(),
      });
    } catch {
      this.trouble();
    }
  }

  /** The service says where the session stands. */
  told(told) {
    if (told.state === "notice") {
      this.link.say("begin", { language: language() });
      return;
    }
    if (told.state === "forgotten") {
      this.finish("forgotten");
      return;
    }
    const fresh = this.now.screen !== told.state;
    if (told.helped && !this.now.helped) helpCalled();
    this.show({
      screen: told.state, hint: told.hint, outline: told.outline, progress: told.progress, manual: told.manual,
      triesLeft: told.tries_left, moreTime: told.more_time, part: told.part, helped: told.helped,
    });
    if (ANSWERS.has(told.state)) this.finish(told.state, this.now); // the camera is off before anybody reads it
    else if (fresh || told.seconds_left > this.left() + 1) {
      this.until = performance.now() + 1000 * told.seconds_left;
      this.clock.start(told.seconds_left, this.#warned(told.state));
    }
    if (fresh && FACES.has(told.state)) this.#open("face");
    if (fresh && told.state === "document") this.#open("document");
  }

  left() {
    return ((this.until ?? 0) - performance.now()) / 1000;
  }

  /** The service asks for a frame: the newest one, taken when it is to be sent. */
  async next(ask) {
    await pause(ask.after_ms);
    const link = this.link;
    const picture = await this.camera.frame(FACES.has(this.now.screen) ? "face" : "document").catch(() => null);
    if (picture && link === this.link) await link?.send(ask, picture);
  }

  finish(screen, more = {}) {
    this.leave();
    this.rest(screen, more);
  }

  desk() {
    closeDialogs();
    this.link?.say("desk");
    this.finish("officer");
  }

  end() {
    closeDialogs();
    this.link?.say("leave");
    if (this.link) this.finish("forgotten");
    else this.home();
  }

  done() {
    if (this.now.screen === "officer" || this.now.screen === "welcome") {
      this.rest("forgotten", this.now.screen === "officer" ? { words: "forgotten.desk" } : {});
    } else this.home();
  }

  again() {
    if (this.now.screen === "try_again") this.link?.say("again");
    else if (this.link && this.now.screen === "camera") this.#open(this.part ?? "document").then((opened) => { if (opened) this.show({ ...this.before }); });
    else if (sessions.available(this.settings.open)) this.agree();
    else this.rest("closed");
  }

  moreTime() {
    if (this.link) this.link.say("more_time");
    else this.rest(this.now.screen);
  }

  help() {
    if (this.link) this.link.say("help");
    else this.desk();
  }

  still() {
    this.link?.say("still");
  }

  cameraTrouble(why) {
    if (this.now.screen !== "camera") this.before = this.now; // a second failure leads back to the same place
    this.until = 0; // the clock begins again with what the service says next
    this.sounds.play("attention");
    this.clock.stop();
    this.show({ screen: "camera", why });
  }

  trouble() {
    this.finish("trouble");
  }

  lost() {
    if (!ANSWERS.has(this.now.screen) && this.now.screen !== "forgotten") this.trouble();
  }

  /** Let go of the session and of the camera. */
  leave() {
    this.link?.close();
    this.link = null;
    this.camera.close();
    this.outline.clear();
    this.clock.stop();
  }

  warn(left) {
    at("warning").hidden = left === null;
    if (left !== null) {
      at("warning-text").textContent = text("time.left", { seconds: left });
      this.sounds.play("attention");
    }
  }

  timeOut() {
    const { screen } = this.now;
    if (this.link && !ANSWERS.has(screen)) return; // the service says what follows
    if (ANSWERS.has(screen)) this.done();
    else this.home();
  }

  /** Another camera was chosen while one may be open. */
  cameraChanged() {
    if (this.camera.stream) this.#open(this.part ?? "document");
  }

  redraw() {
    this.outline.draw(this.now.screen, this.now.outline, this.now.hint === "good");
  }

  async #open(part) {
    this.part = part;
    try {
      await this.camera.open(part);
      return true;
    } catch (problem) {
      this.cameraTrouble(problem.message);
      return false;
    }
  }

  #warned(screen) {
    return WARNED.has(screen) ? this.settings.warn_seconds : 0;
  }

  #sound(before, shown) {
    if (before.screen !== shown.screen) {
      this.sounds.play({ welcome: "welcome", officer: "desk", try_again: "attention" }[shown.screen] ?? "next");
    } else if (shown.hint && shown.hint !== before.hint) {
      this.sounds.play(shown.hint === "good" ? "good" : "hint");
    }
  }
}
