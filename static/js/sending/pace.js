// How fast the line is, how large the next part should be, and how long the rest takes.

export const SMALLEST = 64 * 1024;
export const LARGEST = 4 * 1024 * 1024;
export const FIRST = 256 * 1024;
const SECONDS_A_PART = 7; // a cut costs one part at most: between five and ten seconds of the line
const MEMORY = 0.6; // how much of the old speed is believed when a new one is measured

export class Pace {
  constructor(now = () => performance.now()) {
    this.now = now;
    this.bytesASecond = 0;
    this.began = this.now();
  }

  // Time that was not spent sending does not count.
  begin() {
    this.began = this.now();
  }

  sent(bytes) {
    const seconds = Math.max((this.now() - this.began) / 1000, 0.001);
    const measured = bytes / seconds;
    const old = this.bytesASecond;
    this.bytesASecond = old ? MEMORY * old + (1 - MEMORY) * measured : measured;
    this.began = this.now();
  }

  get nextPart() {
    if (!this.bytesASecond) return FIRST;
    return Math.round(Math.min(Math.max(this.bytesASecond * SECONDS_A_PART, SMALLEST), LARGEST));
  }

  // Seconds, or null while nothing was measured.
  left(bytes) {
    return this.bytesASecond ? bytes / this.bytesASecond : null;
  }
}
