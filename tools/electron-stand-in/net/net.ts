import { strict } from '../core/not-simulated.ts'
import { isNetworkCut } from '../session/network-emulation.ts'
import { ClientRequest, type ClientRequestOptions } from './client-request.ts'
import { netFetch } from './net-fetch.ts'

export const net = strict('net', {
  fetch: netFetch,
  request: (options: string | ClientRequestOptions) => new ClientRequest(options),
  isOnline: () => !isNetworkCut(),
  get online() {
    return !isNetworkCut()
  }
})
