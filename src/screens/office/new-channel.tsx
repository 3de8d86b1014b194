import { Frame } from '../parts/frame.tsx';
import { hrefOf } from '../route.ts';
import { ChannelForm, type ChannelFormProps } from './channel-form.tsx';

/** Where a channel is made. */
export function NewChannel(props: ChannelFormProps & { readonly notice: string | null }) {
  const { t, o, notice } = props;
  return (
    <Frame t={t} title={t.createChannel} up={hrefOf({ screen: 'menu' })} notice={notice}>
      <ChannelForm
        {...props}
        verb="create-channel"
        action={hrefOf({ screen: 'new-channel' })}
        submit={t.createChannel}
        titleHint={o.addressHint}
      />
    </Frame>
  );
}
