/** Ends the start. Its message is a sentence for the operator, printed alone, without a stack. */
export class FatalError extends Error {
  override readonly name = 'FatalError';
}
