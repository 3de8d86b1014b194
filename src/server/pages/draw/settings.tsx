import { Settings } from '../../../screens/settings.tsx';
import type { Drawn } from '../drawn.ts';
import type { Visitor } from '../visitor.ts';
import { noSignOut, nothing } from './nothing.ts';

/** How this browser is set: language and size of text, each kept in a cookie. */
export function drawSettings({ t, me, notice, textSize, onTap }: Visitor): Drawn {
  return {
    status: 200,
    title: t.settings,
    takesOver: true,
    body: (
      <Settings
        t={t}
        notice={notice}
        signedIn={me !== null}
        textSize={textSize}
        onTap={onTap}
        onOnTap={nothing}
        digitKeys={null}
        stored={null}
        used={null}
        {...noSignOut}
        onTextSize={nothing}
        onDigitKeys={nothing}
      />
    ),
  };
}
