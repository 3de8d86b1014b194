import { useRef, useState } from 'preact/hooks';
import {
  type About,
  MAX_ACCOUNT,
  MAX_WHERE,
  type ReportFields,
} from '../../../protocol/incident.ts';
import { ReportForm, type ReportProblems } from '../../../screens/incident/report-form.tsx';
import { channelTitle } from '../../../screens/name.ts';
import { hrefOf } from '../../../screens/route.ts';
import { type ReportTrouble, reportIncident } from '../../actions/report-incident.ts';
import { listChannels } from '../../store/read/channels.ts';
import { readReportFields, reportPlace, writeReportFields } from '../../store/read/draft.ts';
import { UNREAD_PARTS } from '../../store/read/unread.ts';
import { useDraft } from '../use-draft.ts';
import { usePhoto } from '../use-photo.tsx';
import { useStored } from '../use-stored.ts';
import { replaceScreen, whileHere } from '../visits.ts';
import type { WithIncidentWords } from './incident-pages.tsx';

export function ReportFormPage(props: WithIncidentWords & { readonly about: About }) {
  const { t, i, notice, account, about } = props;
  const channels = useStored(account.store, UNREAD_PARTS, listChannels);
  const draft = useDraft(account, reportPlace(about));
  const photo = usePhoto(t, account, draft);
  const [refused, setRefused] = useState<ReportTrouble | null>(null);
  const sending = useRef(false);
  const trouble = refused ?? draft.trouble;
  const fields = readReportFields(draft.text);
  const areas = (channels ?? [])
    .filter(({ config }) => config.type !== 'personal')
    .map(({ channel, config }) => [channel, channelTitle(channel, config.title)] as const);

  function problems(): ReportProblems {
    switch (trouble) {
      case null:
        return {};
      case 'no-where':
        return { where: i.noWhere };
      case 'long-where':
        return { where: i.tooLong(MAX_WHERE) };
      case 'long-account':
        return { account: i.tooLong(MAX_ACCOUNT) };
      default:
        return { what: t.troubles[trouble] };
    }
  }
  function change(changed: Partial<ReportFields>) {
    setRefused(null);
    draft.change({ text: writeReportFields({ ...fields, ...changed }) });
  }
  function send() {
    const leave = whileHere(() => replaceScreen(hrefOf({ screen: 'incidents' })));
    draft.whenMade(async (written) => {
      // Pressed twice it is one report.
      if (sending.current) return;
      sending.current = true;
      const typed = readReportFields(written.text);
      const failed = await reportIncident(account, about, typed, written.photo);
      sending.current = false;
      setRefused(failed);
      if (failed === null) leave();
    });
  }
  return (
    <ReportForm
      t={t}
      i={i}
      notice={notice}
      about={about}
      signedIn={account.me !== null}
      fields={fields}
      areas={areas}
      problems={problems()}
      photo={{ ...photo, hint: i.photoHint }}
      onChange={change}
      onSend={send}
    />
  );
}
