/** As its own speakers call it. */
export default "Deutsch";
