import type { AreaName } from '../../pages/contract.ts'

export const areaWords: Record<AreaName, string> = {
  header: 'Header',
  left: 'Left panel',
  right: 'Right panel',
  footer: 'Footer',
}
