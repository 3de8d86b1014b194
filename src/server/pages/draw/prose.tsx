import { aboutText, Prose } from '../../../screens/prose.tsx';
import { hrefOf } from '../../../screens/route.ts';
import type { Drawn } from '../drawn.ts';
import type { Visitor } from '../visitor.ts';

/** Screens of sentences that are the same for everybody. */
export type ProseScreen = 'rules' | 'help' | 'about';

export function drawProse({ t, notice, domain, operator }: Visitor, screen: ProseScreen): Drawn {
  const sentences = {
    rules: t.rulesText,
    help: t.helpText,
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
