import { goesOutByDefault, type MeetingPlace } from '../model/how-we-meet.ts'

/** How two people meet, as calendars and mail may say it. */
export type PlaceOutside =
  | { readonly kind: 'phone' }
  | { readonly kind: 'link'; readonly link: string }
  | { readonly kind: 'address'; readonly address: string }

/**
 * What of a session's place may leave CoachDesk, in a calendar or in a mail (HM5): what its coach lets go out. Undefined where nothing is
 * said, and for a kind that only a newer version knows.
 */
export function toldOutside(meeting: MeetingPlace | undefined): PlaceOutside | undefined {
  switch (meeting?.kind) {
    case 'phone':
      return { kind: 'phone' }
    case 'link':
      return (meeting.inCalendars ?? goesOutByDefault.link) ? { kind: 'link', link: meeting.link } : undefined
    case 'address':
      return (meeting.inCalendars ?? goesOutByDefault.address)
        ? { kind: 'address', address: meeting.address }
        : undefined
    default:
      return undefined
  }
}
