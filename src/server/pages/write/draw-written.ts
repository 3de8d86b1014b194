import { drawDeskIncident } from '../draw/desk.tsx';
import { draw } from '../draw/draw.ts';
import { drawReportForm } from '../draw/incidents.tsx';
import { drawNewTopic } from '../draw/new-topic.tsx';
import { drawChannelSettings, drawDeleteChannel, drawNewChannel } from '../draw/office.tsx';
import { drawMember, drawPeople } from '../draw/people.tsx';
import { drawChannelPlace, drawPlaceModerators } from '../draw/place-office.tsx';
import { drawProfile } from '../draw/profile.tsx';
import { drawRemovePost } from '../draw/remove-post.tsx';
import { drawTopic } from '../draw/topic.tsx';
import { drawWriteFor } from '../draw/write-for.tsx';
import type { Drawn } from '../drawn.ts';
import { drawComplaintForm } from './complaints.ts';
import { answerIn, reportIn } from './incidents.ts';
import { changedIn, settingsIn } from './office.ts';
import { roleChangeIn } from './people.ts';
import { answeredIn, spokenIn } from './post.ts';
import { removalIn } from './remove-by-office.ts';
import { toldIn } from './save-profile.ts';
import { photoIn } from './send-picture.ts';
import type { Write } from './write.ts';

/** The screen of a form that was sent, with what was typed into it; `problem` says why it is there again. */
export function drawWritten(write: Write, problem: string | null): Promise<Drawn> {
  const { visitor, route, field } = write;
  const photo = photoIn(write);
  const picture = { problem: photo.problem };
  switch (route.screen) {
    case 'topic': {
      const refused = { text: field('comment'), problem, photo };
      const chosen = answeredIn(write);
      return drawTopic(visitor, route.channel, route.topic, undefined, refused, chosen);
    }
    case 'new-topic': {
      const entered = { title: field('title'), text: field('topic') };
      return drawNewTopic(visitor, route.channel, { ...entered, problem, photo });
    }
    case 'new-channel':
      return drawNewChannel(visitor, route.place, { fields: settingsIn(write), problem });
    case 'channel-settings': {
      const settings = { fields: changedIn(write), problem };
      return drawChannelSettings(visitor, route.channel, false, settings, picture);
    }
    case 'delete-channel': {
      const reason = field('reason');
      return drawDeleteChannel(visitor, route.channel, { fields: { reason }, problem });
    }
    case 'channel-place':
      return drawChannelPlace(visitor, route.channel, route.at ?? '', problem);
    case 'place-moderators': {
      const username = field('appointee');
      return drawPlaceModerators(visitor, route.place, false, { fields: { username }, problem });
    }
    case 'member':
      return drawMember(visitor, route, false, { fields: roleChangeIn(write), problem });
    case 'people':
      return drawPeople(visitor, route, problem);
    case 'report-post':
    case 'report-person':
    case 'appeal':
      return drawComplaintForm(write, visitor, route, problem);
    case 'report-about': {
      const problems = { what: problem };
      const fields = reportIn(write);
      return drawReportForm(visitor, route.about, { fields, problems, photo });
    }
    case 'desk-incident': {
      const answered = { fields: answerIn(write), problem };
      return drawDeskIncident(visitor, route.reference, false, answered);
    }
    case 'write-for':
      return drawWriteFor(visitor, route, { fields: spokenIn(write), problem });
    case 'profile':
      return drawProfile(visitor, route.person, { told: toldIn(write), problem }, picture);
    case 'remove-post':
      return drawRemovePost(visitor, route, { fields: removalIn(write), problem });
    default:
      return draw(problem === null ? visitor : { ...visitor, notice: problem }, route);
  }
}
