import type { DirectoryShape } from '../contract.ts'
import { type Preset, presets } from '../presets.ts'

type Kept = Pick<
  DirectoryShape,
  'name' | 'signIn' | 'linksByEmail' | 'onGone' | 'mostLeaving' | 'schedule' | 'dailyHour'
>

export type DirectoryValues = Omit<Kept, 'dailyHour'> & {
  dailyHour: string
  security: 'ldaps' | 'starttls' | 'plain'
  password: string
  connection: {
    url: string
    isPlainAllowed: boolean
    certificate: string
    bindDn: string
    baseDn: string
    userFilter: string
    groupBaseDn: string
    groupFilter: string
    preset: Preset
    attributes: Record<string, string>
  }
}

const asText = (attributes: object): Record<string, string> =>
  Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, (value as string | null) ?? '']))

export const usualOf = (preset: Preset) => ({ ...presets[preset], attributes: asText(presets[preset].attributes) })

export const newDirectory: DirectoryValues = {
  name: '',
  signIn: 'directory',
  linksByEmail: false,
  onGone: 'lock',
  mostLeaving: 20,
  schedule: 'off',
  dailyHour: '3',
  security: 'ldaps',
  password: '',
  connection: {
    url: '',
    isPlainAllowed: false,
    certificate: '',
    bindDn: '',
    baseDn: '',
    groupBaseDn: '',
    preset: 'active_directory',
    ...usualOf('active_directory'),
  },
}

export const valuesOf = (d: DirectoryShape): DirectoryValues => ({
  name: d.name,
  signIn: d.signIn,
  linksByEmail: d.linksByEmail,
  onGone: d.onGone,
  mostLeaving: d.mostLeaving,
  schedule: d.schedule,
  dailyHour: String(d.dailyHour),
  security: d.url.startsWith('ldaps:') ? 'ldaps' : d.startTls ? 'starttls' : 'plain',
  password: '',
  connection: {
    url: d.url.replace(/^ldaps?:\/\//, ''),
    isPlainAllowed: d.isPlainAllowed,
    certificate: d.certificate ?? '',
    bindDn: d.bindDn,
    baseDn: d.baseDn,
    userFilter: d.userFilter,
    groupBaseDn: d.groupBaseDn ?? '',
    groupFilter: d.groupFilter,
    preset: d.preset,
    attributes: asText(d.attributes),
  },
})

/** The fields as the contract has them, for saving and for trying out. */
export function asConnection({ security, connection }: DirectoryValues) {
  const { url, certificate, groupBaseDn, attributes, ...rest } = connection
  const host = url.trim().replace(/^ldaps?:\/\//, '')
  return {
    ...rest,
    url: `${security === 'ldaps' ? 'ldaps' : 'ldap'}://${host}`,
    startTls: security === 'starttls',
    certificate: certificate.trim() === '' ? null : certificate,
    groupBaseDn: groupBaseDn.trim() === '' ? null : groupBaseDn,
    attributes: Object.fromEntries(
      Object.entries(attributes).map(([key, value]) => [key, value.trim() === '' ? null : value]),
    ) as DirectoryShape['attributes'],
  }
}

export const asPassword = ({ password }: DirectoryValues) => (password === '' ? {} : { password })

export const asInput = (values: DirectoryValues) => ({
  name: values.name,
  signIn: values.signIn,
  linksByEmail: values.linksByEmail,
  onGone: values.onGone,
  mostLeaving: values.mostLeaving,
  schedule: values.schedule,
  dailyHour: Number(values.dailyHour),
  connection: asConnection(values),
  ...asPassword(values),
})
