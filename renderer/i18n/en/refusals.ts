import type { Refusal } from '#renderer/contract/screens.ts'

/** One sentence per code: what happened and what to do about it. */
export const refusals = {
  newer: 'This needs a newer version of CoachDesk. Update the app, then try again.',
  'server-older':
    'The server is of an older version: a session can be moved into open slots only. Ask whoever runs it for an update.',
  'unknown-field':
    'The server is of an older version and does not know a part of this change. What you wrote is kept in your inbox.',
  malformed: 'The server did not understand this change. Reload the app to get its newest version, then try again.',
  'server-owned': 'Only the server can change this. Reload the page to see how it stands.',
  'coaches-only': 'Only a coach can do this. Sign in with a coach’s account.',
  'students-only': 'Only students can book. Sign in with a student’s account.',
  'not-yours': 'This belongs to somebody else, so it was left as it is.',
  'not-yours-to-create': 'Sessions come into being through a booking; one cannot be added by hand.',
  outdated: 'This was changed elsewhere meanwhile. Look at how it stands now, then change it again.',
  'unknown-zone':
    'The server does not know the time zone of this calendar. Its coach has to choose another one in the settings.',
  'slot-not-two-hours': 'A slot lasts exactly two hours. Choose its start; the end follows from it.',
  'slot-off-grid': 'A slot starts on a five-minute mark, such as 9:00 or 9:05. Choose such a time.',
  'slot-id-mismatch': 'This slot was damaged on the way. Remove it and create it again.',
  'slot-in-past': 'This time had already begun when it reached the server. Choose a later time.',
  'slot-overlaps': 'You already have a slot at this time. Choose another time, or move the other slot first.',
  'slot-booked': 'A student has booked this slot. To free the time, cancel the session.',
  'slot-taken': 'Somebody else booked this slot first. Choose another one.',
  'slot-gone': 'This slot is no longer there. Choose another one.',
  'slot-not-bookable': 'This slot is not open for booking. Choose another one.',
  'slot-started': 'This slot has already started. Choose a later one.',
  'booking-id-in-use': 'This booking was mixed up with another one. Try again.',
  'already-yours': 'You have booked this slot already. You find it under My sessions.',
  'student-overlap': 'You have another session at this time. Choose another slot, or cancel that session first.',
  'coach-overlap': 'The coach has another session at this time. Choose another slot.',
  'coach-gap':
    'The coach has another session right before or after this time and needs a break between two. Choose another slot.',
  'minimum-notice': 'This is too close to the start for the coach. Choose a later slot.',
  'beyond-horizon': 'This is further ahead than the coach takes bookings. Choose an earlier slot.',
  'daily-cap': 'The coach takes no more sessions on this day. Choose another day.',
  'claim-expired': 'The booking did not reach the server in time, so you were not booked. Try again.',
  'already-cancelled': 'This session is cancelled already; there is nothing left to do.',
  'session-over': 'This session has started or is over, so it can no longer be cancelled or moved.',
  'past-cutoff': 'It is too late to cancel here. Call your coach instead.',
  'past-reschedule-cutoff': 'It is too late to move this session here. Call your coach instead.',
  'already-there': 'The session takes place at this time already. Choose another one.',
  'other-coach': 'This slot is another coach’s. Choose one of the same coach, or cancel and book anew.',
  'unknown-student': 'You can book for students who have had a booking with you. The first one they make themselves.',
  'student-unavailable': 'This student’s account is no longer in use, so nothing can be booked for it.',
  'not-started': 'This session has not started yet. Come back once it has.',
  'no-session': 'This session was cancelled or never confirmed, so nothing can be recorded for it.',
  'too-many-claims':
    'You have tried for this slot too many times, or booked with 5 coaches who are new to you within 24 hours. Choose another slot of a coach whom you know, or call.',
  'too-many-new-coaches':
    'You have booked with 5 coaches who are new to you within 24 hours. Book with one of them, or with another new coach tomorrow.',
  'series-place-taken': 'This date of the series was asked for already. Look under Sessions what became of it.',
  'too-many-requests': 'This session has been changed too many times. Settle it by phone with the other person.',
  'too-many-lost': 'You have tried for too many slots in vain within a day. Try again tomorrow, or call.',
  'too-many-sessions': 'You have as many sessions ahead as the server allows. Cancel one first, or wait.',
  'too-many-slots': 'You have as many slots as the server allows. Remove some that you do not need first.',
  'by-arrangement':
    'This coach takes your bookings by arrangement only. Ask the coach to book you in, or choose a slot of another coach.',
  'too-many-dossiers': 'You have a dossier of 2,000 students already, and there is room for no more.',
  'too-many-watches': 'You wait for ten things already. Remove one of them first.',
  offline: 'This needs a connection, and you are offline. Try again once you are back online.',
  unreachable: 'The server cannot be reached. Check the address and your connection, then try again.',
  'not-a-server': 'No CoachDesk server answers at this address. Check it for typing errors.',
  'wrong-password': 'Name and password do not match. Check both and try again.',
  'unknown-here':
    'The server cannot be reached, and this account has not signed in on this device before. The first time needs a connection.',
  'too-many-attempts': 'Too many attempts. Wait a few minutes, then try again.',
  'client-too-old': 'The server does not sync with this version of CoachDesk any more. Update the app.',
  'account-disabled': 'This account has been disabled. Ask whoever runs your CoachDesk server.',
  'needs-sign-in': 'Sign in again to go on.',
  'wrong-role':
    'This account has no sessions, and may not administer: there is nothing to open for it here. Ask an administrator to give it a role.',
  certificate:
    'The identity of this server could not be checked: its certificate is not valid. Do not go on from here; ask whoever runs the server to mend it.',
  'another-server':
    'This is another CoachDesk server than the one that you know, or it cannot prove that it is the same. Nothing of yours was sent there.',
  'address-not-listed':
    'A CoachDesk server answers here, and says that this is none of its addresses. Nothing of yours was sent there. Ask whoever runs the server to name the address in its settings.',
  'no-identity':
    'Your server is too old to prove that it is the same at another address. Nothing of yours was sent there. Ask whoever runs it for an update, sync once at the address of before, then try again.',
  'same-address': 'This is the address that is used already.',
  'account-there-already':
    'You have signed in at this address on this computer before, as an account of its own. Switch to that account; what has not been sent here stays here.',
  'disk-low':
    'This computer has almost no free disk space. Nothing can be changed until there is more: empty the bin or remove large files.',
  'key-store-undecided': 'Choose first how this computer keeps your sign-in.',
  'not-exported':
    'Data of this account cannot be read any more, and what had not been sent could not be written to a file first. Nothing was removed. Free some disk space, then open the account again.',
  'key-lost':
    'The key to the private data of this account on this device is lost. Nothing was removed. If the key may come back, try again later.',
  'other-password':
    'What this browser keeps for this account is locked with another password, most likely the one from before it was changed. Nothing was removed.',
  'data-damaged':
    'Some private data of this account on this device is damaged and cannot be opened. Nothing was removed.',
  'calendar-too-large':
    'This calendar file is larger than 5 MB. Export fewer months from your calendar, then choose the file again.',
  'calendar-address':
    'This is no web address of a calendar. It begins with https:// or webcal://, names no port of its own, and has at most 2,000 characters.',
  'calendar-password':
    'This address has a name or a password in it. Whoever has them can open more than the calendar, so CoachDesk does not take them. Share the calendar by a private address that needs none, and enter that.',
  'calendar-unreadable':
    'This is no calendar file that can be read. In your other calendar choose “Export”, and take the file that ends with .ics.',
  'file-too-large':
    'This file is larger than any that CoachDesk writes. Choose the file whose name begins with “coachdesk”.',
  'file-unreadable':
    'This file cannot be read: it is cut off or damaged, or CoachDesk has not written it. If you have another copy of it, choose that one.',
  'file-foreign':
    'This is not a file that CoachDesk wrote when it went on without locked data, or it has been changed. Choose the file as it was written.',
  'file-newer':
    'A newer version of CoachDesk has written this file. Update CoachDesk here, then choose the file again.',
  'file-of-other-account':
    'This file belongs to another account. Sign in with the account that it was written for, then choose it there.',
  'file-wrong-password':
    'This password does not open the file. Try the one that was used on the device which wrote it; it may be an older one.',
  'item-closed': 'It stays locked: the key or the password that opens it was not given, or it has been changed.',
  'item-unreadable': 'It is damaged, or a newer version of CoachDesk has written it.',
  'not-fetched':
    'This device has not fetched everything from the server since it was opened. Wait until it says that it is synced, then choose the file again.',
  'session-gone': 'This session is not there any more. What you had typed about it is in the inbox.',
  'request-waiting': 'You have asked for something else since, and that waits for its answer.',
  'storage-full': 'This device is out of space. Free some space, then try again.',
  'storage-failed':
    'This could not be saved on this device. Reload the page; if it happens again, check that the device has free space and lets CoachDesk store data.',
  'password-needed': 'Type your password once more to go on.',
  'not-administrator':
    'Your account may not administer any more. Ask another administrator, or whoever runs the server.',
  'address-taken': 'Another account has this e-mail address.',
  'link-not-valid':
    'This link does not work. It was used already, has expired, or was withdrawn. Ask whoever gave it to you for a new one.',
  'invalid-input': 'Something here is not filled in correctly. Check it and try again.',
  'already-sent': 'This is on its way to the server, so it can no longer be taken back here. Wait for the answer.',
  'move-waiting': 'A move of this session waits for the answer. Wait for it, or take the move back first.',
  'slot-spoken-for': 'A session is about to be put into this slot. Take that back first, or wait for the answer.',
  'undo-nothing':
    'Nothing was changed here lately, so there is nothing to undo. What you put aside in the inbox is at its end.',
  'undo-done': 'This has been undone already.',
  'undo-declined': 'The server did not accept this, so there is nothing to undo. The inbox says why.',
  'undo-server-older':
    'The server is of an older version: it would undo this move even if the session has been moved again meanwhile. Connect first, then undo it, or move the session back yourself.',
  'undo-waiting': 'This is on its way to the server. Wait for the answer, then try again.',
  'undo-booking': 'A booking is not undone, because the other person has been told. Cancel the session instead.',
  'undo-told':
    'The session has been cancelled and the other person told, so it cannot be undone. Book a new one instead.',
  'undo-changed': 'This was changed again since, and undoing it would overwrite the newer version. Edit it instead.',
  'undo-outcome':
    'How the session went is on record and can be corrected, but not taken back. Edit the feedback instead.',
  'undo-reopened': 'Asking again for a slot is not undone. Remove the slot instead.',
  'server-failed': 'The server had a problem. Nothing is lost; try again in a moment.'
} as const satisfies Record<Refusal, string>
