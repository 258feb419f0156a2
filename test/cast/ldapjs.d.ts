/** As much of the server of ldapjs as the tests use; it comes without types. */
declare module 'ldapjs' {
  export type Request = {
    dn: { toString(): string }
    filter: { matches(entry: Record<string, string[]>): boolean }
    scope: string | number
    attributes: string[]
    sizeLimit: number
    credentials: string
    controls: { type: string; value: { size: number; cookie: Buffer } }[]
    connection: import('node:net').Socket & { parser: { write(data: Buffer): void } }
  }
  export type Response = {
    attributes: string[]
    send(entry: object): void
    end(status?: number): void
    addControl(control: unknown): void
  }
  type Next = (error?: Error) => void
  export type Server = {
    bind(base: string, handle: (request: Request, response: Response, next: Next) => void): void
    search(base: string, handle: (request: Request, response: Response, next: Next) => void): void
    exop(oid: string, handle: (request: Request, response: Response, next: Next) => void): void
    listen(port: number, host: string, done: () => void): void
    close(done: () => void): void
    address(): { port: number }
    server: import('node:net').Server
  }
  const ldap: {
    createServer(options?: { certificate?: string; key?: string }): Server
    InvalidCredentialsError: new (message?: string) => Error
    NoSuchObjectError: new (message?: string) => Error
    SizeLimitExceededError: new (message?: string) => Error
    InsufficientAccessRightsError: new (message?: string) => Error
    PagedResultsControl: new (options: { value: { size: number; cookie: Buffer } }) => unknown
  }
  export default ldap
}
