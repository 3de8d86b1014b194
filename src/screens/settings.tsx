import { Frame } from './parts/frame.tsx';
import { LanguageLinks } from './parts/language-links.tsx';
import { Row } from './parts/row.tsx';
import { SignOut, type SignOutProps } from './parts/sign-out.tsx';
import { VerbButton } from './parts/verb.tsx';
import { hrefOf } from './route.ts';
import type { Text } from './text/en.ts';

/** Steps of the size of text; 1 is what the browser is set to. */
const TEXT_SIZES = [0, 1, 2, 3] as const;
export type TextSize = (typeof TEXT_SIZES)[number];

export interface SettingsProps extends SignOutProps {
  readonly notice: string | null;
  readonly signedIn: boolean;
  readonly textSize: TextSize;
  /** Whether digits jump to rows; `null` where no script hears them. */
  readonly digitKeys: boolean | null;
  /** Whether photos wait until they are asked for. */
  readonly onTap: boolean;
  readonly onOnTap: (on: boolean) => void;
  /** What the phone keeps for this site, in KB; `null` where it does not say. */
  readonly stored: number | null;
  /** What was sent and received today, in KB; `null` where nobody counts. */
  readonly used: number | null;
  readonly onTextSize: (size: TextSize) => void;
  readonly onDigitKeys: (on: boolean) => void;
}

/** How this phone is set, and what it keeps. */
export function Settings(props: SettingsProps) {
  const { t, textSize, digitKeys, stored, used } = props;
  const here = hrefOf({ screen: 'settings' });
  return (
    <Frame t={t} title={t.settings} up={hrefOf({ screen: 'menu' })} notice={props.notice}>
      <h2>{t.languages}</h2>
      <LanguageLinks t={t} />
      <h2>{t.textSize}</h2>
      <div class="actions">
        {TEXT_SIZES.map((size) => (
          <VerbButton
            key={size}
            verb="text-size"
            action={here}
            fields={{ size: String(size) }}
            label={t.textSizes[size] as string}
            pressed={size === textSize}
            onSubmit={() => props.onTextSize(size)}
          />
        ))}
      </div>
      <h2>{t.onTap}</h2>
      <p class="hint">{t.onTapHint}</p>
      <OnOff {...{ t, here }} verb="on-tap" isOn={props.onTap} onSwitch={props.onOnTap} />
      {digitKeys !== null && (
        <>
          <h2>{t.digitKeys}</h2>
          <p class="hint">{t.digitKeysHint}</p>
          <OnOff {...{ t, here }} verb="digit-keys" isOn={digitKeys} onSwitch={props.onDigitKeys} />
        </>
      )}
      {stored !== null && <p class="lead">{t.stored(stored)}</p>}
      {used !== null && <p class="lead">{t.usedToday(used)}</p>}
      {props.signedIn && <SignOut {...props} />}
      {props.signedIn && (
        <ul class="rows">
          <Row to={{ screen: 'account' }} label={t.account} />
        </ul>
      )}
    </Frame>
  );
}

interface OnOffProps {
  readonly t: Text;
  readonly here: string;
  readonly verb: string;
  readonly isOn: boolean;
  readonly onSwitch: (on: boolean) => void;
}

function OnOff({ t, here, verb, isOn, onSwitch }: OnOffProps) {
  return (
    <div class="actions">
      {[true, false].map((on) => (
        <VerbButton
          key={String(on)}
          verb={verb}
          action={here}
          fields={{ on: String(on) }}
          label={on ? t.on : t.off}
          pressed={on === isOn}
          onSubmit={() => onSwitch(on)}
        />
      ))}
    </div>
  );
}
