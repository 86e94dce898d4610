// Prints the sum of every histogram of a ROOT file.
const { openFile } = await import(process.argv[3] + '/jsroot/modules/io.mjs');

async function walk(directory, prefix) {
    for (const key of directory.fKeys) {
        const path = prefix + key.fName;
        if (key.fClassName === 'TDirectory') {
            await walk(await directory.readObject(key.fName), path + '/');
        } else if (key.fClassName.startsWith('TH')) {
            const histogram = await directory.readObject(key.fName);
            console.log(`root\t${path}\t${Array.from(histogram.fArray).reduce((sum, bin) => sum + bin, 0)}`);
        }
    }
}

await walk(await openFile(process.argv[2]), '');
