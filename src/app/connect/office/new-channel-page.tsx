import { NEW_CHANNEL } from '../../../protocol/channel-settings.ts';
import { NewChannel } from '../../../screens/office/new-channel.tsx';
import { hrefOf } from '../../../screens/route.ts';
import { createChannel } from '../../actions/create-channel.ts';
import type { Trouble } from '../../actions/device.ts';
import { replaceScreen } from '../visits.ts';
import type { WithWords } from './office-page.tsx';
import { useKeptForm } from './use-kept-form.ts';

export function NewChannelPage({ t, o, notice, account }: WithWords) {
  const form = useKeptForm(account, 'new-channel', NEW_CHANNEL);
  if (!form.fields) return null;
  function sentence(trouble: Trouble): string {
    if (trouble === 'empty') return o.noTitle;
    if (trouble === 'conflict') return o.nameTaken;
    return trouble === 'forbidden' ? o.notAdmin : t.troubles[trouble];
  }
  function create() {
    let made = '';
    form
      .submit(async (settings) => {
        const creation = await createChannel(account, settings);
        if ('trouble' in creation) return { done: false, sentence: sentence(creation.trouble) };
        made = creation.channel;
        return { done: true, sentence: t.saved };
      })
      .then(() => made && replaceScreen(hrefOf({ screen: 'channel', channel: made })));
  }
  return (
    <NewChannel
      t={t}
      o={o}
      notice={notice}
      settings={form.fields}
      busy={form.busy}
      outcome={form.outcome}
      onChange={form.change}
      onSubmit={create}
    />
  );
}
