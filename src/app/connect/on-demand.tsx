import type { FunctionComponent } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Message } from '../../screens/message.tsx';
import type { Text } from '../../screens/text/en.ts';
import type { PageProps } from './page-props.ts';

/** A page whose script is fetched when somebody goes there; then the service worker keeps it. */
export function onDemand<P extends PageProps>(
  title: (t: Text) => string,
  load: () => Promise<FunctionComponent<P>>,
): FunctionComponent<P> {
  let Ready: FunctionComponent<P> | undefined;
  return function OnDemand(props: P) {
    const [state, setState] = useState<'loading' | 'failed' | 'ready'>('loading');
    const { t, notice, connectivity } = props;
    useEffect(() => {
      if (Ready) return;
      load().then(
        (page) => {
          Ready = page;
          setState('ready');
        },
        () => setState('failed'),
      );
    }, [connectivity.state]);
    if (Ready) return <Ready {...props} />;
    const message = state === 'failed' ? t.notHere : t.loading;
    return <Message t={t} notice={notice} title={title(t)} message={message} />;
  };
}
