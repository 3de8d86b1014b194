import type { FunctionComponent } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Message } from '../../screens/message.tsx';
import type { PageProps } from './page-props.ts';

/** A page whose script is fetched when somebody goes there, and again when the network is back. */
export function onDemand<P extends PageProps>(
  load: (props: P) => Promise<FunctionComponent<P>>,
): FunctionComponent<P> {
  return function OnDemand(props: P) {
    const [Ready, setReady] = useState<{ page?: FunctionComponent<P>; failed?: true }>({});
    const { t, notice, connectivity } = props;
    useEffect(() => {
      load(props).then(
        (page) => setReady({ page }),
        () => setReady((before) => (before.page ? before : { failed: true })),
      );
    }, [connectivity.state, t]);
    if (Ready.page) return <Ready.page {...props} />;
    const message = Ready.failed ? t.notHere : t.loading;
    return <Message t={t} notice={notice} message={message} />;
  };
}
