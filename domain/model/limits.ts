/**
 * The longest texts, in UTF-16 code units, and the longest lists of a document: what its schema accepts, what a form warns of, and
 * where a merge or a rule stops. Devices of version 0.1.0 refuse what is longer.
 */

export const displayNameMaxLength = 80
export const headlineMaxLength = 120
export const bioMaxLength = 4_000
/** Notes, and the text of a review. */
export const notesMaxLength = 10_000
/** Why a session is called off or moved. */
export const reasonMaxLength = 1_000
/** What a coach writes of a session for its student. */
export const summaryMaxLength = 4_000
export const followUpMaxLength = 500
export const actionMaxLength = 500
/** What a student writes to the coach beside a claim. */
export const messageMaxLength = 500
/**
 * JSON of what a person typed: all own words of a session with each character escaped (six for one). Devices of 0.1.0 and 0.2.0 set
 * a notice aside that keeps more than 300,000.
 */
export const typedJsonMaxLength = 450_000

/** Of a web address at which a session takes place, and of a postal one. */
export const linkMaxLength = 500
export const addressMaxLength = 300

/** What one student waits for at a time (WL2). */
export const maxWatches = 10
/** Slots that one notice about the waiting list lists, the earliest first. */
export const maxOpenedTold = 20

/** Dossiers of one coach (DO3): one for each student. */
export const maxDossiers = 2_000
/** Of one dossier. */
export const maxTags = 20
export const tagMaxLength = 40

/** Students whom one coach blocks (BL3). */
export const maxBlocked = 500
export const maxFollowUps = 50
/** Of one session, as its form takes them. */
export const maxActions = 30
/** As a document holds them: those of two devices that met. */
export const maxStoredActions = 2 * maxActions
/** Slots last as long as a session: its hours overlap two of them, and a session that moves leaves a third. */
export const maxGivenWay = 3
/** Of one session (RS11). */
export const maxMoves = 50
/** Answers in the journal: 20 refusals of each party, one cancellation, the outcomes. */
export const maxAnswers = 50
/** Refusals of one party that are known by their id alone; then nothing that this party asks is judged any more (SE9). */
export const maxFurtherRefusals = 100

/** Starts of one day: slots last two hours and do not overlap. */
export const maxStartsADay = 12
/** Dates with starts of their own or none, those of a year's holidays among them. */
export const maxDateOverrides = 400
export const dayNoteMaxLength = 120
/** So far ahead weekly hours are filled. */
export const maxWeeksAhead = 26
/** More than there are starts in that time: none is ever refused for want of room. */
export const maxSkips = 2_500
/** Between two sessions of a coach, minutes. */
export const maxGapMin = 120
/** Of one calendar that a coach imports. */
export const maxBusyIntervals = 2_000
export const busySourceMaxLength = 80
/** Of the web address of a calendar, which its server makes as long as it likes. */
export const calendarUrlMaxLength = 2_000
/** Of one calendar that is read. */
export const maxCalendarEvents = 20_000
/** Starts in one month's record of what was offered: more than a month has places for them on the grid of slots. */
export const maxOfferedStarts = 9_000
