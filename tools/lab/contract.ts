/** What the lab's page and its server say to each other. Shapes only: the page runs in a browser. */

/** A place for a window on the page, from left to right. */
export const seats = ['left', 'middle', 'right'] as const
export type Seat = (typeof seats)[number]

/**
 * The network of one device. `stalled`: what it sends and what is sent to it waits on the way until the network is back;
 * `cut`: nothing gets through, and what was under way is lost.
 */
export const networks = ['online', 'stalled', 'cut'] as const
export type Network = (typeof networks)[number]

/** Who is signed in where. */
export interface SeatedDevice {
  readonly seat: Seat
  /** Where this device's own edition of the application comes from: an origin, so that nothing is shared with the others. */
  readonly origin: string
  /** Sign-in name. */
  readonly person: string
  readonly displayName: string
  readonly role: 'coach' | 'student'
  readonly device: 'laptop' | 'phone'
  /** Where the application is opened, below the origin. */
  readonly startPath: string
}

/** A freshly prepared calendar, with everybody signed in on a clean device. */
export interface OpenScene {
  /** Differs from scene to scene. */
  readonly id: string
  readonly recipeId: string
  readonly devices: readonly SeatedDevice[]
  /** The calendar date of the prepared slots, `YYYY-MM-DD`. */
  readonly day: string
  /** The date before today, `YYYY-MM-DD`. */
  readonly yesterday: string
}

/** `POST /lab/api/scene` */
export interface SceneWish {
  readonly recipeId: string
}
/** `POST /lab/api/device` */
export interface DeviceWish {
  readonly seat: Seat
  readonly network: Network
  /** How far this device's clock is ahead of the server's, ms. */
  readonly clockAheadMs: number
}
/** `POST /lab/api/account`: what an administrator does. */
export interface AccountWish {
  readonly person: string
  readonly disabled: boolean
}

/** What a device is told at its start, and by message from the page whenever it changes. */
export interface DeviceState {
  readonly online: boolean
  readonly clockAheadMs: number
}

/** From the page to a window: the switches, or the page's colours, which are the application's too. */
export type DeviceMessage =
  | { readonly kind: 'coachdesk-lab-device'; readonly state: DeviceState }
  | { readonly kind: 'coachdesk-lab-look'; readonly colorScheme: ColorScheme }
export type ColorScheme = 'light' | 'dark'
/** Where the application keeps the person's choice of colours. */
export const applicationSchemeKey = 'coachdesk:color-scheme'
/** From a window to the page: the application has been loaded, or nobody could be signed in. */
export type WindowMessage =
  | { readonly kind: 'coachdesk-lab-loaded' }
  | { readonly kind: 'coachdesk-lab-failed'; readonly why: string }

/** `GET /lab/api/welcome` of a device: who signs in here, and where the application is opened. */
export interface Welcome {
  readonly name: string
  readonly password: string
  /** Below the device's origin. */
  readonly startPath: string
}
