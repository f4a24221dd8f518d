/* Battery and storage of this device, where its browser tells them; neither is asked twice a beat. */

/** `{ battery, storage }` in percent, each left out where it is not told. Low alone matters: a
    battery that is being charged is none to speak of. */
export async function health(device = navigator) {
  const power = await device.getBattery?.().catch(() => undefined);
  const space = await device.storage?.estimate?.().catch(() => undefined);
  return {
    ...(power && { battery: Math.round(power.level * 100), charging: power.charging }),
    ...(space?.quota && { storage: Math.round((space.usage / space.quota) * 100) }),
  };
}
