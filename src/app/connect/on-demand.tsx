import type { FunctionComponent } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Message } from '../../screens/message.tsx';
import type { Text } from '../../screens/text/en.ts';
import type { PageProps } from './page-props.ts';

interface Loaded<P> {
  readonly page?: FunctionComponent<P>;
  /** The words that it was loaded with. */
  readonly of?: Text;
  readonly failed?: true;
}

/** A page whose script is fetched when somebody goes there, and again when the network is back. */
export function onDemand<P extends PageProps>(
  load: (props: P) => Promise<FunctionComponent<P>>,
): FunctionComponent<P> {
  return function OnDemand(props: P) {
    const [Ready, setReady] = useState<Loaded<P>>({});
    const { t, notice, connectivity } = props;
    useEffect(() => {
      // Loaded once more it would be another page, without what was typed.
      if (Ready.of === t) return;
      load(props).then(
        (page) => setReady({ page, of: t }),
        () => setReady((before) => (before.page ? before : { failed: true })),
      );
    }, [connectivity.state, t]);
    if (Ready.page) return <Ready.page {...props} />;
    const message = Ready.failed ? t.notHere : t.loading;
    return <Message t={t} notice={notice} message={message} />;
  };
}
