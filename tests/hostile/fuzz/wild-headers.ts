import fc from 'fast-check'

const contentTypes = [
  'application/json',
  'application/json; charset=utf-16',
  'APPLICATION/JSON',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/related; boundary=x',
  'multipart/form-data',
  'application/octet-stream',
  ''
] as const

/** Header fields that claim what is not so. */
export const wildHeaders: fc.Arbitrary<readonly (readonly [string, string])[]> = fc.array(
  fc.oneof(
    fc.constantFrom(...contentTypes).map(type => ['content-type', type] as const),
    fc.constantFrom<readonly [string, string]>(
      ['content-encoding', 'gzip'],
      ['content-encoding', 'br'],
      ['content-encoding', 'gzip, gzip'],
      ['transfer-encoding', 'chunked'],
      ['expect', '100-continue'],
      ['upgrade', 'websocket'],
      ['origin', 'https://evil.example'],
      ['origin', 'null'],
      ['origin', 'app://coachdesk'],
      ['cookie', 'AuthSession=x; AuthSession=y'],
      ['cookie', 'AuthSession=%'],
      ['authorization', 'Bearer'],
      ['authorization', 'Basic !!!'],
      ['authorization', 'Basic OjpB'],
      ['authorization', `Bearer ${'x.'.repeat(3_000)}`],
      ['host', 'evil.example'],
      ['x-http-method-override', 'DELETE'],
      ['x-forwarded-for', '10.0.0.1'],
      ['x-forwarded-proto', 'https'],
      ['x-couch-full-commit', 'true'],
      ['destination', 'accounts'],
      ['if-match', '*'],
      ['if-match', '"x"'],
      ['if-none-match', '*'],
      ['range', 'bytes=0-'],
      ['range', 'bytes=99999999-'],
      ['accept', 'text/html'],
      ['accept', 'multipart/mixed'],
      ['content-length', '-1'],
      ['content-length', 'abc'],
      ['__proto__', 'x']
    )
  ),
  { maxLength: 3 }
)
