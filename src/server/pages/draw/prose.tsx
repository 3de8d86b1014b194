import { aboutText, Prose } from '../../../screens/prose.tsx';
import { hrefOf } from '../../../screens/route.ts';
import { Rules } from '../../../screens/rules.tsx';
import type { Drawn } from '../drawn.ts';
import { readOwnOffice } from '../read/channels.ts';
import type { Visitor } from '../visitor.ts';
import { nothing } from './nothing.ts';

/** Of what helps, by its place there, what pages do too: soft keys and what waits for a network are the app's. */
const ON_PAGES = [0, 1, 5];

/** Screens of sentences that are the same for everybody. */
export type ProseScreen = 'help' | 'about';

export function drawProse({ t, notice, domain, operator }: Visitor, screen: ProseScreen): Drawn {
  const sentences = {
    help: ON_PAGES.map((place) => t.helpText[place] as string),
    about: aboutText(t, { domain, operator }, __VERSION__),
  };
  return {
    status: 200,
    title: t[screen],
    canonical: hrefOf({ screen }),
    takesOver: true,
    body: <Prose t={t} notice={notice} title={t[screen]} sentences={sentences[screen]} />,
  };
}

/** The rules; who has yet to accept them can do it there. */
export async function drawRules(visitor: Visitor): Promise<Drawn> {
  const { t, notice } = visitor;
  const { rulesDue } = await readOwnOffice(visitor);
  return {
    status: 200,
    title: t.rules,
    canonical: hrefOf({ screen: 'rules' }),
    takesOver: true,
    body: <Rules t={t} notice={notice} toAccept={rulesDue} onAccept={nothing} />,
  };
}
