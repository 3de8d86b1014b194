/** A browser of those that have no script, or none that we need: what a person does with one. */
export interface OldBrowser {
  open(url: string): Promise<void>;
  /** Follows the link of these words, once there is one. */
  follow(words: string): Promise<void>;
  /** Types into the field of that label, in place of what it holds. */
  fill(label: string, text: string): Promise<void>;
  tick(label: string): Promise<void>;
  press(button: string): Promise<void>;
  /** What can be read, and what stands in fields. */
  text(): Promise<string>;
  close(): Promise<void>;
}
