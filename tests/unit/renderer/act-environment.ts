/** Whether React warns of changes outside `act`. */
export function setActEnvironment(isOn: boolean): void {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: isOn })
}
