export const usualPorts = { tls: 465, starttls: 587, none: 25 } as const
type Security = keyof typeof usualPorts

export type ServerValues = {
  isOn: boolean
  host: string
  port: number | undefined
  security: Security
  signsIn: boolean
  user: string
  password: string
  senderName: string
  senderAddress: string
  replyTo: string
}

/** The fields as the contract has them, for saving and for trying out. */
export const asServer = (values: ServerValues) => ({
  server: {
    host: values.host,
    port: values.port as number,
    security: values.security,
    user: values.signsIn ? values.user : null,
  },
  ...(values.signsIn && values.password !== '' && { password: values.password }),
  senderName: values.senderName,
  senderAddress: values.senderAddress,
  replyTo: values.replyTo === '' ? null : values.replyTo,
})
