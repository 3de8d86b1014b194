import { channelTitle } from '../../../screens/name.ts';
import { DeleteChannel } from '../../../screens/office/delete-channel.tsx';
import { hrefOf } from '../../../screens/route.ts';
import type { Trouble } from '../../actions/device.ts';
import { deleteChannel } from '../../actions/keep-channel.ts';
import { replaceScreen, whileHere } from '../visits.ts';
import type { WithWords } from './office-page.tsx';
import { useKeptForm } from './use-kept-form.ts';
import { useOwnChannel } from './use-own-channel.tsx';

const NO_REASON = { reason: '' };

export function DeleteChannelPage(props: WithWords & { readonly channel: string }) {
  const { t, o, notice, account, channel } = props;
  const own = useOwnChannel(props);
  const form = useKeptForm({ t, account }, `delete:${channel}`, NO_REASON);
  if ('instead' in own) return own.instead;
  if (!form.fields) return null;
  function sentence(trouble: Trouble): string {
    if (trouble === 'empty') return o.noReason;
    return trouble === 'forbidden' ? o.notYours : t.troubles[trouble];
  }
  function remove() {
    let gone = false;
    const leave = whileHere(() => replaceScreen(hrefOf({ screen: 'channels' })));
    form
      .submit(async ({ reason }) => {
        const trouble = await deleteChannel(account, channel, reason);
        gone = trouble === null || trouble === 'not-found';
        return { done: gone, sentence: trouble && !gone ? sentence(trouble) : t.saved };
      })
      .then(() => gone && leave());
  }
  return (
    <DeleteChannel
      t={t}
      o={o}
      notice={notice}
      channel={channel}
      channelTitle={channelTitle(channel, own.row.config.title)}
      reason={form.fields.reason}
      busy={form.busy}
      outcome={form.outcome}
      onReason={(reason) => form.change({ reason })}
      onDelete={remove}
    />
  );
}
