/**
 * To be imported before onnxruntime-node: since 1.29 its Linux builds report the models that are loaded, with an id that
 * they leave in the home folder, to their maker, unless this is set when the library starts. Nothing of that leaves a car.
 */
// biome-ignore lint/style/noProcessEnv: written for the library, which reads it nowhere else; nothing is configured here
process.env.ORT_DISABLE_TELEMETRY = '1';
