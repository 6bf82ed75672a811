/** The zone that this device is set to, as its browser says. */
export function readDeviceZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}
