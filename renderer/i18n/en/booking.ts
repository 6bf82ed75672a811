export const booking = {
  title: 'Find a slot'
} as const
