import { useText } from '../../ui/language.ts'
import type { OrgElementShape } from '../contract.ts'

export function useKindWords(): Record<OrgElementShape['kind'], string> {
  const t = useText()
  return { department: t('Department'), position: t('Position'), employee_group: t('Employee group') }
}
