/** Milliseconds since something was told, counted on the page: it beats once a second. */
export class PassedTime {
  passed = $state(0);

  /** Call it in an effect that reads what was told. */
  start(): () => void {
    const told = Date.now();
    this.passed = 0;
    const beat = setInterval(() => (this.passed = Date.now() - told), 1000);
    return () => clearInterval(beat);
  }
}
