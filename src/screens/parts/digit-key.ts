/** The key that leads to a row, where phones take `accesskey`: 1 to 9 for the first nine. */
export function digitKey(index: number): { accessKey?: string } {
  return index < 9 ? { accessKey: `${index + 1}` } : {};
}
