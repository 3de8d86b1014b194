/** Stream management is begun and resumed with signing in (Bind 2, SASL2), never as a stream feature of its own. */
export function setupStreamFeature(): void {
  // The library asks for it only where it is handed the stream's features.
}
