import type { ComponentChildren } from 'preact';
import { Frame } from './parts/frame.tsx';
import { hrefOf } from './route.ts';
import type { Text } from './text/en.ts';

interface Props {
  readonly t: Text;
  readonly notice: string | null;
  readonly title: string;
  readonly sentences: readonly string[];
  /** What can be done about them. */
  readonly children?: ComponentChildren;
}

/** A screen of sentences to read: rules, help, what this is. */
export function Prose({ t, notice, title, sentences, children }: Props) {
  return (
    <Frame t={t} title={title} up={hrefOf({ screen: 'menu' })} notice={notice}>
      <ul class="prose">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {children}
    </Frame>
  );
}

/** What this is, which site of it, and who runs that where they say so. */
export function aboutText(
  t: Text,
  { domain, operator }: { readonly domain: string; readonly operator: string },
  version: string,
): readonly string[] {
  const site = operator ? [t.site(domain), t.operator(operator)] : [t.site(domain)];
  return [...t.aboutText, ...site, t.version(version)];
}
