/** Fields of a person that a column of a file may fill. */
export const importFields = [
  'fullName',
  'email',
  'hireDate',
  'phone',
  'workPhone',
  'birthDate',
  'timeZone',
  'language',
  'position',
  'groups',
] as const
export type ImportField = (typeof importFields)[number]

export const encodings = ['auto', 'windows-1251', 'windows-1252'] as const
export type Encoding = (typeof encodings)[number]
