import { Frame } from './parts/frame.tsx';
import { hrefOf } from './route.ts';
import type { Text } from './text/en.ts';

/** What everybody agrees to. */
export function Rules({ t, notice }: { readonly t: Text; readonly notice: string | null }) {
  return (
    <Frame t={t} title={t.rules} up={hrefOf({ screen: 'channels' })} notice={notice}>
      <ol class="prose">
        {t.rulesText.map((rule) => (
          <li key={rule}>{rule}</li>
        ))}
      </ol>
    </Frame>
  );
}
