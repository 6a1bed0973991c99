/** Milliseconds since something was told, counted on the page: it beats once a second. */
import { pageClock } from "../../socket/page_clock";

export class PassedTime {
  passed = $state(0);

  /** Call it in an effect that reads what was told. */
  start(): () => void {
    const told = pageClock.now();
    this.passed = 0;
    const beat = setInterval(() => (this.passed = pageClock.now() - told), 1000);
    return () => clearInterval(beat);
  }
}
