/** The screens of reports to an office: one script, fetched when somebody goes there, or is signed in. */
import type { FunctionComponent } from 'preact';
import { isAbout } from '../../../protocol/incident.ts';
import { Report } from '../../../screens/incident/report.tsx';
import { Message } from '../../../screens/message.tsx';
import type { Route } from '../../../screens/route.ts';
import type { IncidentText } from '../../../screens/text/incident/incident-en.ts';
import { loadIncidentText } from '../../../screens/text/incident/incident-text.ts';
import type { Language } from '../../../screens/text/languages.ts';
import type { PageProps } from '../page-props.ts';
import { IncidentPage } from './incident-page.tsx';
import { IncidentsPage } from './incidents-page.tsx';
import { ReportFormPage } from './report-form-page.tsx';

export interface IncidentPageProps extends PageProps {
  readonly route: Route;
}

/** What every page of reports is handed. */
export interface WithIncidentWords extends PageProps {
  readonly i: IncidentText;
}

/** The page of an address, with its words in that language. */
export async function incidentPage(
  language: Language,
): Promise<FunctionComponent<IncidentPageProps>> {
  const i = await loadIncidentText(language);
  return ({ route, ...page }) => {
    const { t, notice } = page;
    switch (route.screen) {
      case 'report':
        return <Report t={t} i={i} notice={notice} />;
      case 'report-about':
        if (isAbout(route.about)) return <ReportFormPage {...page} i={i} about={route.about} />;
        return <Message t={t} notice={notice} message={t.noSuchPage} />;
      case 'incidents':
        return <IncidentsPage {...page} i={i} />;
      case 'incident':
        return <IncidentPage {...page} i={i} reference={route.reference} />;
      default:
        return null;
    }
  };
}
