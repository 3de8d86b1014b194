import { useEffect, useState } from 'preact/hooks';
import { SoftKeys } from '../../screens/parts/soft-keys.tsx';
import type { Text } from '../../screens/text/en.ts';
import { screenAbove } from './visits.ts';

/** The words over the three keys, as the focus moves. */
export function SoftKeyBar({ t }: { readonly t: Text }) {
  const [act, setAct] = useState('');
  const [up, setUp] = useState<string | null>(null);
  useEffect(() => {
    const look = () => {
      setAct(actOf(t, document.activeElement));
      setUp(screenAbove());
    };
    look();
    // Neither bubbles, and the events that do came late to Firefox.
    for (const name of ['focus', 'blur']) addEventListener(name, look, true);
    return () => {
      for (const name of ['focus', 'blur']) removeEventListener(name, look, true);
    };
  }, [t]);
  return <SoftKeys t={t} act={act} up={up} />;
}

function actOf(t: Text, focused: Element | null): string {
  if (focused?.matches('button,.button')) return focused.textContent as string;
  if (focused?.matches('a,summary')) return t.open;
  return focused?.matches('[type=checkbox],[type=radio]') ? t.tick : '';
}
