// Prints histograms and trees of a file, number by number, as the test does from what it wrote.
const modules = process.argv[3] + '/jsroot/modules/';
const { openFile } = await import(modules + 'io.mjs');
const { TSelector, treeProcess } = await import(modules + 'tree.mjs');

const lines = [];
const view = new DataView(new ArrayBuffer(8));
const double = value => {
    view.setFloat64(0, value);
    return view.getBigUint64(0).toString(16).padStart(16, '0');
};
const single = value => {
    view.setFloat32(0, value);
    return view.getUint32(0).toString(16).padStart(8, '0');
};
// Strings come with one character for each byte.
const utf8 = text => Buffer.from(text, 'latin1').toString('utf8');
const element = (leaf, value) => {
    switch (leaf._typename) {
        case 'TLeafF': return single(value);
        case 'TLeafD': return double(value);
        case 'TLeafC': return 'x' + Buffer.from(value, 'latin1').toString('hex');
        case 'TLeafO': return value ? '1' : '0';
        default: return value.toString();
    }
};
// Fixed arrays of bytes come as strings.
const bytes = (leaf, text) => Array.from(Buffer.from(text, 'latin1')).map(b => leaf.fIsUnsigned ? b : (b << 24) >> 24);
const flat = (leaf, value) => {
    if (typeof value === 'string' && leaf._typename === 'TLeafB') return bytes(leaf, value);
    return typeof value === 'object' ? Array.from(value).flatMap(v => flat(leaf, v)) : [value];
};
const entry = (leaf, value) => flat(leaf, value).map(v => element(leaf, v)).join(' ');

function axis(a) {
    const labels = a.fLabels ? a.fLabels.arr.map(o => utf8(o.fString)) : [];
    lines.push(`axis ${a.fNbins} ${double(a.fXmin)} ${double(a.fXmax)} ${a.fTitle} | ${Array.from(a.fXbins).map(double).join(' ')} | ${labels.join(',')}`);
}

function histogram(path, h) {
    lines.push(`histogram ${path} ${h._typename} ${h.fTitle}`);
    const dimensions = Number(h._typename[2]);
    [h.fXaxis, h.fYaxis, h.fZaxis].slice(0, dimensions).forEach(axis);
    const names = ['fTsumw', 'fTsumw2', 'fTsumwx', 'fTsumwx2'];
    if (dimensions > 1) names.push('fTsumwy', 'fTsumwy2', 'fTsumwxy');
    if (dimensions > 2) names.push('fTsumwz', 'fTsumwz2', 'fTsumwxz', 'fTsumwyz');
    lines.push(`statistics ${double(h.fEntries)} ${names.map(n => double(h[n])).join(' ')}`);
    lines.push(`contents ${Array.from(h.fArray).map(double).join(' ')}`);
    lines.push(`variances ${Array.from(h.fSumw2).map(double).join(' ')}`);
}

async function tree(path, t) {
    lines.push(`tree ${path} ${t.fEntries} ${t.fTitle}`);
    for (const branch of t.fBranches.arr) {
        const leaf = branch.fLeaves.arr[0];
        lines.push(`branch ${branch.fName} ${branch.fTitle} | ${leaf.fTitle} ${leaf.fIsRange ? leaf.fMaximum : ''}`);
        if (t.fEntries === 0) continue;
        const selector = new TSelector();
        selector.addBranch(branch, 'value');
        selector.Process = function () { lines.push(entry(leaf, this.tgtobj.value)); };
        await treeProcess(t, selector);
    }
}

async function walk(directory, prefix) {
    for (const key of directory.fKeys) {
        const path = prefix + key.fName;
        if (key.fName === 'StreamerInfo') continue;
        const object = await directory.readObject(key.fName);
        if (key.fClassName === 'TDirectory') await walk(object, path + '/');
        else if (key.fClassName.startsWith('TH')) histogram(path, object);
        else if (key.fClassName === 'TTree') await tree(path, object);
        else if (key.fClassName === 'TObjString') lines.push(`text ${path} ${object.fString}`);
    }
}

await walk(await openFile(process.argv[2]), '');
process.stdout.write(lines.join('\n') + '\n');
