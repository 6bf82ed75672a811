/** First of all imports: zod tries `eval` when the first schema is made, which the page's policy forbids and reports. */
import { z } from 'zod'

z.config({ jitless: true })
